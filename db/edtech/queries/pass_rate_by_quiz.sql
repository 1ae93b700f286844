-- The share of attempts that passed each quiz (60 points or more), the hardest quiz first.
select
    quiz_id,
    count(*) as attempts,
    cast(100.0 * sum(case when is_passed then 1 else 0 end) / count(*) as decimal(5, 1)) as percent_passed
from edtech.fact_quiz
group by quiz_id
order by
    percent_passed,
    quiz_id
