-- Users with at least one valid action, by day.
select
    date_key,
    count(distinct user_durable_key) as active_users,
    count(*) as actions,
    cast(sum(duration_ms) as bigint) as duration_ms
from engagement.fact_interaction
group by date_key;
