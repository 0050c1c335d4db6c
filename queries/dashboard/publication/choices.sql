-- The length of the periods by which each metric is told, by year.
SELECT year, area, metric, weeks FROM dashboard.period_choice
