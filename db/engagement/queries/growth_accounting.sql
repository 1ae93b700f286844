-- Each day's users: new ones, those who were there the day before, and those who came back after a pause; and how many left.
-- A day's users are the sum of the first three; who left is counted on the first day without them.
with active_days as (
    select distinct
        fact_interaction.user_durable_key,
        dim_date.full_date
    from engagement.fact_interaction
    inner join shared.dim_date on dim_date.date_key = fact_interaction.date_key
),

compared as (
    select
        user_durable_key,
        full_date,
        lag(full_date) over (partition by user_durable_key order by full_date) as day_before,
        lead(full_date) over (partition by user_durable_key order by full_date) as day_after
    from active_days
),

events as (
    select
        full_date as day,
        case when day_before is null then 1 else 0 end as is_new,
        case when day_before = full_date - 1 then 1 else 0 end as is_retained,
        case when day_before < full_date - 1 then 1 else 0 end as is_back,
        0 as has_left
    from compared

    union all

    select
        full_date + 1 as day,
        0 as is_new,
        0 as is_retained,
        0 as is_back,
        1 as has_left
    from compared
    where day_after is null
        or day_after > full_date + 1
)

select
    day,
    sum(is_new) as new_users,
    sum(is_retained) as retained,
    sum(is_back) as came_back,
    sum(has_left) as left_users
from events
where day <= (select max(full_date) from active_days)
group by day
order by day
