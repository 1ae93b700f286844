-- What each course has earned.
-- The fact keeps the price at enrolment: summing dim_course.price would change past revenue with every new price. A course without
-- enrolments, or whose price was unknown, earned 0.
select
    dim_course.course_id,
    dim_course.course_name,
    coalesce(sum(fact_enrollment.price_at_enrollment), 0) as revenue
from learning.dim_course
left join learning.fact_enrollment on fact_enrollment.course_key = dim_course.course_key
where dim_course.course_id is not null
group by
    dim_course.course_id,
    dim_course.course_name
order by dim_course.course_id
