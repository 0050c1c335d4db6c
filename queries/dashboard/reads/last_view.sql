-- When an account last viewed one of some pages between two moments; null: it did not.
SELECT max(happened_at) AS viewed_at
FROM dashboard.audit
WHERE
    happened_at >= :since AND happened_at < :before
    AND actor = :actor AND event = 'page_viewed' AND facts ->> 'page' = ANY(:pages)
