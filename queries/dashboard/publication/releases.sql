-- The releases, newest first.
SELECT
    release_number, published_at, complete_through, atoms, epsilon, digest, previous_digest,
    public_key, signature
FROM dashboard.release
ORDER BY release_number DESC
