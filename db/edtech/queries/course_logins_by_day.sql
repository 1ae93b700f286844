-- Logins per course and day.
select
    dim_date.full_date,
    dim_course.course_name,
    count(*) as logins
from edtech.fact_student_engagement
inner join edtech.dim_course on dim_course.course_key = fact_student_engagement.course_key
inner join shared.dim_date on dim_date.date_key = fact_student_engagement.date_key
where fact_student_engagement.event_type = 'login'
group by
    dim_date.full_date,
    dim_course.course_name
order by
    dim_date.full_date,
    dim_course.course_name
