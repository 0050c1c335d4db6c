-- How far a letter came.
UPDATE dashboard.letter
SET state = :state, told = :told,
    handed_at = CASE WHEN :state = 'handed' THEN now() ELSE handed_at END
WHERE username = :username AND kind = :kind AND due_on = :due_on
