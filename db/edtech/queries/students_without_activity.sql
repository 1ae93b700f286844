-- Enrolled students of whom no batch told anything: whom should the school call?
with active as (
    select student_key from edtech.fact_student_engagement
    union
    select student_key from edtech.fact_quiz
    union
    select student_key from edtech.fact_video_interaction
)

select
    dim_student.student_id,
    dim_student.student_name,
    dim_student.email
from edtech.dim_student
left join active on active.student_key = dim_student.student_key
where active.student_key is null
    and dim_student.student_id is not null
order by dim_student.student_id
