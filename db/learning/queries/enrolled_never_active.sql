-- Users who enrolled and were never active, by a set operation.
-- EXCEPT compares whole rows, removes duplicates, and treats NULLs as equal. enrolled_never_active_by_join gives the same by an anti join.
select dim_user.user_id
from learning.fact_enrollment
inner join learning.dim_user on dim_user.user_key = fact_enrollment.user_key

except

select dim_user.user_id
from learning.fact_activity
inner join learning.dim_user on dim_user.user_key = fact_activity.user_key
order by user_id
