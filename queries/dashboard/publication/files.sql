-- The files of a release, without their bytes.
SELECT name, media_type, sha256, octet_length(content) AS bytes
FROM dashboard.release_file
WHERE release_number = :release_number
ORDER BY name
