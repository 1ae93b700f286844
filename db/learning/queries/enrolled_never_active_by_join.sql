-- Users who enrolled and were never active, by a join.
-- The anti join can show more columns than it compares, but needs DISTINCT, since a user has as many rows as enrolments.
select distinct dim_user.user_id
from learning.fact_enrollment
inner join learning.dim_user on dim_user.user_key = fact_enrollment.user_key
left join learning.fact_activity on fact_activity.user_key = fact_enrollment.user_key
where fact_activity.user_key is null
order by dim_user.user_id
