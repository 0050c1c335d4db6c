-- A file of a release, byte for byte.
SELECT media_type, sha256, content
FROM dashboard.release_file
WHERE release_number = :release_number AND name = :name
