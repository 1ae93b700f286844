-- How many users enrolled in each course.
-- The left join starts at the dimension, so that a course without enrolments shows as 0 and does not vanish; count(fact_enrollment.user_key)
-- counts only rows that were found, where count(*) would say 1.
select
    dim_course.course_id,
    dim_course.course_name,
    count(fact_enrollment.user_key) as enrollments
from learning.dim_course
left join learning.fact_enrollment on fact_enrollment.course_key = dim_course.course_key
where dim_course.course_id is not null
group by
    dim_course.course_id,
    dim_course.course_name
order by dim_course.course_id
