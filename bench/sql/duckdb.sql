-- The same work in DuckDB: what is accepted and what is not, with keys, as tables to copy out.
create macro key(value) as substr(sha256(value), 1, {digits});

create table raw_students as
select * from read_csv('{folder}/students.csv', header = true, all_varchar = true, nullstr = '');

create table raw_courses as
select * from read_csv('{folder}/courses.csv', header = true, all_varchar = true, nullstr = '');

create table raw_attempts as
select * from read_csv('{folder}/attempts.csv', header = true, all_varchar = true, nullstr = '');

create table students as
with typed as (
    select
        raw.*,
        case when regexp_full_match(student_id, '[+-]?[0-9]{1,9}') then cast(student_id as integer) end as id,
        try_cast(enrollment_date as date) as enrolled,
        row_number() over (partition by student_id order by rowid desc) as copy
    from raw_students as raw
)

select
    typed.*,
    list_filter([
        case when student_id is null then 'student_id is missing' end,
        case when student_id is not null and id is null then 'student_id is no integer' end,
        case when id < 1 then 'student_id is below 1' end,
        case when student_name is null then 'student_name is missing' end,
        case when length(student_name) > 200 then 'student_name is longer than 200' end,
        case when length(email) > 320 then 'email is longer than 320' end,
        case when enrollment_date is not null and enrolled is null then 'enrollment_date is no date' end,
        case when copy > 1 then 'student_id occurs more than once' end
    ], lambda reason: reason is not null) as reasons
from typed;

create table courses as
with typed as (
    select
        raw.*,
        case when regexp_full_match(course_id, '[+-]?[0-9]{1,9}') then cast(course_id as integer) end as id,
        row_number() over (partition by course_id order by rowid desc) as copy
    from raw_courses as raw
)

select
    typed.*,
    list_filter([
        case when course_id is null then 'course_id is missing' end,
        case when course_id is not null and id is null then 'course_id is no integer' end,
        case when id < 1 then 'course_id is below 1' end,
        case when course_name is null then 'course_name is missing' end,
        case when length(course_name) > 200 then 'course_name is longer than 200' end,
        case when copy > 1 then 'course_id occurs more than once' end
    ], lambda reason: reason is not null) as reasons
from typed;

create table attempts as
with typed as (
    select
        raw.*,
        case when regexp_full_match(student_id, '[+-]?[0-9]{1,9}') then cast(student_id as integer) end as student,
        case when regexp_full_match(course_id, '[+-]?[0-9]{1,9}') then cast(course_id as integer) end as course,
        case when regexp_full_match(quiz_id, '[+-]?[0-9]{1,9}') then cast(quiz_id as integer) end as quiz,
        case when regexp_full_match(score, '[+-]?[0-9]{1,9}') then cast(score as integer) end as points,
        try_cast(attempt_time as timestamp) as at_time,
        row_number() over (
            partition by student_id, course_id, quiz_id, attempt_time, score
            order by rowid
        ) as copy
    from raw_attempts as raw
)

select
    typed.*,
    list_filter([
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
        case when attempt_time is not null and at_time is null then 'attempt_time is no timestamp' end,
        case when student is not null and known_student.id is null then 'student_id is not in students' end,
        case when course is not null and known_course.id is null then 'course_id is not in courses' end
    ], lambda reason: reason is not null) as reasons
from typed
left join students as known_student
    on known_student.id = typed.student
    and len(known_student.reasons) = 0
left join courses as known_course
    on known_course.id = typed.course
    and len(known_course.reasons) = 0;

copy (
    select key(cast(id as varchar)), id, student_name, email, enrolled
    from students
    where len(reasons) = 0
) to '{out}/students.csv' (header false);

copy (
    select key(cast(id as varchar)), id, course_name
    from courses
    where len(reasons) = 0
) to '{out}/courses.csv' (header false);

copy (
    select
        key(cast(student as varchar)),
        key(cast(course as varchar)),
        strftime(at_time, '%Y%m%d'),
        quiz,
        at_time,
        points,
        points >= 60,
        date '{batch_date}'
    from attempts
    where len(reasons) = 0
        and copy = 1
) to '{out}/attempts.csv' (header false);

copy (
    select 'students', concat_ws(',', student_id, student_name, email, enrollment_date), '{"' || list_aggregate(reasons, 'string_agg', '","') || '"}', date '{batch_date}'
    from students
    where len(reasons) > 0
    union all
    select 'courses', concat_ws(',', course_id, course_name), '{"' || list_aggregate(reasons, 'string_agg', '","') || '"}', date '{batch_date}'
    from courses
    where len(reasons) > 0
    union all
    select 'attempts', concat_ws(',', student_id, course_id, quiz_id, score, attempt_time), '{"' || list_aggregate(reasons, 'string_agg', '","') || '"}', date '{batch_date}'
    from attempts
    where len(reasons) > 0
) to '{out}/quarantine.csv' (header false);
