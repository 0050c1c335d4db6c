-- Takes letters away that nothing rests on any more.
DELETE FROM dashboard.letter WHERE due_on < :before
