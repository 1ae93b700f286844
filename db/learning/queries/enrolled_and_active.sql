-- Users who enrolled and were active, by a set operation.
-- INTERSECT answers "in both" without a thought for duplicates: each user comes once, however many rows there are on either side.
select dim_user.user_id
from learning.fact_enrollment
inner join learning.dim_user on dim_user.user_key = fact_enrollment.user_key

intersect

select dim_user.user_id
from learning.fact_activity
inner join learning.dim_user on dim_user.user_key = fact_activity.user_key
order by user_id
