-- Do those who watch more score better? Students by minutes watched, beside their average score.
with watched as (
    select
        student_key,
        sum(watch_time_seconds) as seconds
    from edtech.fact_video_interaction
    group by student_key
),

scored as (
    select
        student_key,
        avg(cast(quiz_score as double precision)) as average_score
    from edtech.fact_quiz
    group by student_key
)

select
    case
        when watched.seconds >= 3600 then 'an hour or more'
        when watched.seconds >= 1800 then 'half an hour or more'
        else 'less than half an hour'
    end as watched,
    count(*) as students,
    cast(avg(cast(scored.average_score as double precision)) as decimal(5, 2)) as average_score
from watched
inner join scored on scored.student_key = watched.student_key
group by 1
order by 1
