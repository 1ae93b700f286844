-- What happens in each instructor's courses.
select
    dim_instructor.instructor_name,
    count(distinct dim_course.course_id) as courses,
    count(distinct fact_student_engagement.student_key) as active_students,
    sum(fact_student_engagement.event_score) as engagement_score
from edtech.fact_student_engagement
inner join edtech.dim_course on dim_course.course_key = fact_student_engagement.course_key
inner join edtech.dim_instructor on dim_instructor.instructor_id = dim_course.instructor_id
group by dim_instructor.instructor_name
order by
    engagement_score desc,
    dim_instructor.instructor_name
