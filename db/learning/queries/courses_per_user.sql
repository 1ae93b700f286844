-- How many courses each user is enrolled in, users without any included.
-- The grain of the fact is one row per user and course, so that a plain count is a count of courses; with any finer grain it would have to be
-- count(distinct course_key).
select
    dim_user.user_id,
    dim_user.user_name,
    count(fact_enrollment.course_key) as courses
from learning.dim_user
left join learning.fact_enrollment on fact_enrollment.user_key = dim_user.user_key
where dim_user.user_id is not null
group by
    dim_user.user_id,
    dim_user.user_name
order by
    courses desc,
    dim_user.user_id
