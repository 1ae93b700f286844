-- Students who did anything on a day: engaged, tried a quiz or watched a video.
with active as (
    select date_key, student_key from edtech.fact_student_engagement
    union
    select date_key, student_key from edtech.fact_quiz
    union
    select date_key, student_key from edtech.fact_video_interaction
)

select
    dim_date.full_date,
    dim_date.day_name,
    count(*) as active_students
from active
inner join shared.dim_date on dim_date.date_key = active.date_key
group by
    dim_date.full_date,
    dim_date.day_name
order by dim_date.full_date
