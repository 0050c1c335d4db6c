-- Partners of the scope by sector.
SELECT sector, sum(partners)::float8 AS partners
FROM rollup.partner_sector
GROUP BY sector
ORDER BY sector
