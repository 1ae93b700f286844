-- Users with at least one valid action, by calendar month.
select
    date_key / 100 * 100 + 1 as month_key,
    count(distinct user_durable_key) as active_users
from engagement.fact_user_day
group by date_key / 100 * 100 + 1;
