-- Of the users who were first seen on a day, how many came back so many days later.
-- The cohort is made of the first day in the fact, not of the join date: who joined before the first load would have no day 0.
-- Users are compared by their durable key: a user who moves to another country is the same user.
with active_days as (
    select distinct
        fact_interaction.user_durable_key,
        dim_date.full_date
    from engagement.fact_interaction
    inner join shared.dim_date on dim_date.date_key = fact_interaction.date_key
),

cohorts as (
    select
        user_durable_key,
        min(full_date) as first_day
    from active_days
    group by user_durable_key
)

select
    cohorts.first_day,
    active_days.full_date - cohorts.first_day as days_later,
    count(*) as users
from active_days
inner join cohorts on cohorts.user_durable_key = active_days.user_durable_key
group by
    cohorts.first_day,
    active_days.full_date - cohorts.first_day
order by
    cohorts.first_day,
    days_later
