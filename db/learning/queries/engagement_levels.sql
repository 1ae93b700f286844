-- Users by level of engagement: High from 100 minutes, Medium from 50, else Low.
-- A CASE expression is all that a level needs. A user-defined function would hide the rule from the planner, and from the reader.
with minutes_per_user as (
    select
        user_id,
        sum(minutes) as minutes
    from learning.fact_activity
    group by user_id
)

select
    user_id,
    minutes,
    case
        when minutes >= 100 then 'High'
        when minutes >= 50 then 'Medium'
        else 'Low'
    end as engagement
from minutes_per_user
order by
    minutes desc,
    user_id
