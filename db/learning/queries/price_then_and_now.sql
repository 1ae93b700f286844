-- Courses whose price has changed since somebody enrolled.
-- The fact remembers what was true at the event, the Type 1 dimension what is true now: one schema answers both, as long as the measure is
-- copied into the fact.
select
    dim_course.course_id,
    fact_enrollment.price_at_enrollment as price_then,
    dim_course.price as price_now,
    count(*) as enrollments
from learning.fact_enrollment
inner join learning.dim_course on dim_course.course_key = fact_enrollment.course_key
where fact_enrollment.price_at_enrollment <> dim_course.price
group by
    dim_course.course_id,
    fact_enrollment.price_at_enrollment,
    dim_course.price
order by
    dim_course.course_id,
    price_then
