-- Users who enrolled and were active, by a join.
-- EXISTS is a semi join: it stops at the first match and never multiplies rows, as an inner join with the activity would.
select distinct dim_user.user_id
from learning.fact_enrollment
inner join learning.dim_user on dim_user.user_key = fact_enrollment.user_key
where exists (
    select 1
    from learning.fact_activity
    where fact_activity.user_key = fact_enrollment.user_key
)
order by dim_user.user_id
