-- Users with at least one valid action on a day or on one of the 29 days before it.
with days as (
    select distinct date_key from engagement.fact_user_day
),

users_of_days as (
    select distinct
        date_key,
        user_durable_key
    from engagement.fact_user_day
)

select
    days.date_key,
    count(distinct users_of_days.user_durable_key) as active_users
from days
inner join shared.dim_date as last_day on last_day.date_key = days.date_key
inner join shared.dim_date as active_day
    on active_day.full_date between last_day.full_date - 29 and last_day.full_date
inner join users_of_days on users_of_days.date_key = active_day.date_key
group by days.date_key;
