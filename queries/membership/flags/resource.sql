-- resource: of no region.
SELECT resource_id AS record_id, published_on > :as_of AS dated_ahead
FROM source.resource
