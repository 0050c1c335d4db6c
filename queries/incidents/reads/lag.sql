-- How many seconds what is read is behind the primary: none on a primary, and none where all that came
-- is there. Of a replica that nothing reaches any more, how old the newest change is that it has.
SELECT
  CASE
    WHEN NOT pg_is_in_recovery() THEN 0
    WHEN
      (SELECT receiver.pid FROM pg_stat_get_wal_receiver() AS receiver) IS NOT NULL
      AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE
      extract(
        EPOCH FROM now() - coalesce(
          pg_last_xact_replay_timestamp(),
          (SELECT control.checkpoint_time FROM pg_control_checkpoint() AS control)
        )
      )
  END AS seconds
FROM rollup.refresh
LIMIT 1
