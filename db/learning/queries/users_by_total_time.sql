-- Users ranked by the minutes that they were active.
-- A user whose record was refused is the unknown member, and still ranks here by the number that the fact keeps. rank() leaves a gap after a
-- tie, dense_rank() does not, row_number() breaks it.
select
    rank() over (order by sum(fact_activity.minutes) desc) as place,
    fact_activity.user_id,
    max(dim_user.user_name) as user_name,
    sum(fact_activity.minutes) as minutes
from learning.fact_activity
inner join learning.dim_user on dim_user.user_key = fact_activity.user_key
group by fact_activity.user_id
order by
    place,
    fact_activity.user_id
