-- Actions of more than an hour, by version of the app: where a version has many, it may not notice that a user has gone.
-- Negative durations and those of more than two hours are not in the star: the quarantine has them, with the rule that each broke.
select
    app_version,
    count(*) as actions,
    sum(case when duration_ms > /* var long_ms */ 3600000 then 1 else 0 end) as long_actions,
    cast(
        100 * cast(sum(case when duration_ms > /* var long_ms */ 3600000 then 1 else 0 end) as decimal(18, 4)) / count(*) as decimal(10, 2)
    ) as percent
from engagement.fact_interaction
group by app_version
order by app_version
