-- The ten students with the best average score, over all their quiz attempts.
select
    dim_student.student_id,
    dim_student.student_name,
    count(*) as attempts,
    cast(avg(cast(fact_quiz.quiz_score as double precision)) as decimal(5, 2)) as average_score
from edtech.fact_quiz
inner join edtech.dim_student on dim_student.student_key = fact_quiz.student_key
group by
    dim_student.student_id,
    dim_student.student_name
order by
    average_score desc,
    attempts desc,
    dim_student.student_id
limit 10
