-- How much each course is worked with: students active in it, things they did, and their score.
select
    dim_course.course_name,
    count(distinct fact_student_engagement.student_key) as active_students,
    count(fact_student_engagement.student_key) as events,
    coalesce(sum(fact_student_engagement.event_score), 0) as engagement_score
from edtech.dim_course
left join edtech.fact_student_engagement on fact_student_engagement.course_key = dim_course.course_key
where dim_course.course_id is not null
group by dim_course.course_name
order by
    engagement_score desc,
    dim_course.course_name
