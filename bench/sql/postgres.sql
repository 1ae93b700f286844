-- All that a load does after the copy, by hand: validate, quarantine, keys, merge, delete-insert.
set local work_mem = '512MB';

create unlogged table hand.students as
with typed as (
    select
        raw.*,
        case when raw.student_id ~ '^[+-]?[0-9]{1,9}$' then cast(raw.student_id as integer) end as id,
        case when pg_input_is_valid(raw.enrollment_date, 'date') then cast(raw.enrollment_date as date) end as enrolled,
        row_number() over (partition by raw.student_id order by raw.ctid desc) as copy
    from hand.raw_students as raw
)

select
    typed.*,
    array_remove(array[
        case when student_id is null then 'student_id is missing' end,
        case when student_id is not null and id is null then 'student_id is no integer' end,
        case when id < 1 then 'student_id is below 1' end,
        case when student_name is null then 'student_name is missing' end,
        case when length(student_name) > 200 then 'student_name is longer than 200' end,
        case when length(email) > 320 then 'email is longer than 320' end,
        case when enrollment_date is not null and enrolled is null then 'enrollment_date is no date' end,
        case when copy > 1 then 'student_id occurs more than once' end
    ], null) as reasons
from typed;

create unlogged table hand.courses as
with typed as (
    select
        raw.*,
        case when raw.course_id ~ '^[+-]?[0-9]{1,9}$' then cast(raw.course_id as integer) end as id,
        row_number() over (partition by raw.course_id order by raw.ctid desc) as copy
    from hand.raw_courses as raw
)

select
    typed.*,
    array_remove(array[
        case when course_id is null then 'course_id is missing' end,
        case when course_id is not null and id is null then 'course_id is no integer' end,
        case when id < 1 then 'course_id is below 1' end,
        case when course_name is null then 'course_name is missing' end,
        case when length(course_name) > 200 then 'course_name is longer than 200' end,
        case when copy > 1 then 'course_id occurs more than once' end
    ], null) as reasons
from typed;

create unlogged table hand.attempts as
with typed as (
    select
        raw.*,
        case when raw.student_id ~ '^[+-]?[0-9]{1,9}$' then cast(raw.student_id as integer) end as student,
        case when raw.course_id ~ '^[+-]?[0-9]{1,9}$' then cast(raw.course_id as integer) end as course,
        case when raw.quiz_id ~ '^[+-]?[0-9]{1,9}$' then cast(raw.quiz_id as integer) end as quiz,
        case when raw.score ~ '^[+-]?[0-9]{1,9}$' then cast(raw.score as integer) end as points,
        case when pg_input_is_valid(raw.attempt_time, 'timestamp') then cast(raw.attempt_time as timestamp) end as at,
        row_number() over (
            partition by raw.student_id, raw.course_id, raw.quiz_id, raw.attempt_time, raw.score
            order by raw.ctid
        ) as copy
    from hand.raw_attempts as raw
)

select
    typed.*,
    array_remove(array[
        case when typed.student_id is null then 'student_id is missing' end,
        case when typed.student_id is not null and student is null then 'student_id is no integer' end,
        case when typed.course_id is null then 'course_id is missing' end,
        case when typed.course_id is not null and course is null then 'course_id is no integer' end,
        case when quiz_id is null then 'quiz_id is missing' end,
        case when quiz_id is not null and quiz is null then 'quiz_id is no integer' end,
        case when score is null then 'score is missing' end,
        case when score is not null and points is null then 'score is no integer' end,
        case when points < 0 then 'score is below 0' end,
        case when points > 100 then 'score is above 100' end,
        case when attempt_time is null then 'attempt_time is missing' end,
        case when attempt_time is not null and at is null then 'attempt_time is no timestamp' end,
        case when student is not null and known_student.id is null then 'student_id is not in students' end,
        case when course is not null and known_course.id is null then 'course_id is not in courses' end
    ], null) as reasons
from typed
left join hand.students as known_student
    on known_student.id = typed.student
    and known_student.reasons = '{}'
left join hand.courses as known_course
    on known_course.id = typed.course
    and known_course.reasons = '{}';

insert into hand.quarantine
select 'students', concat_ws(',', student_id, student_name, email, enrollment_date), reasons, date '{batch_date}'
from hand.students
where reasons <> '{}'
union all
select 'courses', concat_ws(',', course_id, course_name), reasons, date '{batch_date}'
from hand.courses
where reasons <> '{}'
union all
select 'attempts', concat_ws(',', student_id, course_id, quiz_id, score, attempt_time), reasons, date '{batch_date}'
from hand.attempts
where reasons <> '{}';

merge into hand.dim_student
using (
    select
        hand.key(cast(id as text)) as student_key,
        id,
        student_name,
        email,
        enrolled
    from hand.students
    where reasons = '{}'
) as staged
on dim_student.student_key = staged.student_key
when matched and (dim_student.student_name, dim_student.email, dim_student.enrollment_date)
    is distinct from (staged.student_name, staged.email, staged.enrolled) then update set
    student_name = staged.student_name,
    email = staged.email,
    enrollment_date = staged.enrolled,
    _batch_date = date '{batch_date}'
when not matched then insert
values (staged.student_key, staged.id, staged.student_name, staged.email, staged.enrolled, date '{batch_date}');

merge into hand.dim_course
using (
    select
        hand.key(cast(id as text)) as course_key,
        id,
        course_name
    from hand.courses
    where reasons = '{}'
) as staged
on dim_course.course_key = staged.course_key
when matched and dim_course.course_name is distinct from staged.course_name then update set
    course_name = staged.course_name,
    _batch_date = date '{batch_date}'
when not matched then insert
values (staged.course_key, staged.id, staged.course_name, date '{batch_date}');

delete from hand.fact_attempt where _batch_date = date '{batch_date}';

insert into hand.fact_attempt
select
    hand.key(cast(student as text)),
    hand.key(cast(course as text)),
    cast(to_char(at, 'YYYYMMDD') as integer),
    quiz,
    at,
    points,
    points >= 60,
    date '{batch_date}'
from hand.attempts
where reasons = '{}'
    and copy = 1;

drop table hand.students, hand.courses, hand.attempts;
