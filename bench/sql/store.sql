-- The star in {schema}, its keys stored as {type}; {student} and {course} make them of the hex texts.
create schema {schema};

create unlogged table {schema}.staging_fact_attempt as
select
    {student} as student_key,
    {course} as course_key,
    fact.date_key,
    fact.quiz_id,
    fact.attempt_time,
    fact.score,
    fact.is_passed
from hand.fact_attempt as fact
inner join numbered_students as student on student.student_key = fact.student_key
inner join numbered_courses as course on course.course_key = fact.course_key;

create table {schema}.dim_student (student_key {type} primary key, student_id integer, student_name varchar(200), email varchar(320), enrollment_date date);

insert into {schema}.dim_student
select {student}, student.student_id, student.student_name, student.email, student.enrollment_date
from numbered_students as student;

create table {schema}.dim_course (course_key {type} primary key, course_id integer, course_name varchar(200));

insert into {schema}.dim_course
select {course}, course.course_id, course.course_name
from numbered_courses as course;

create table {schema}.fact_attempt (
    student_key {type} not null,
    course_key {type} not null,
    date_key integer not null,
    quiz_id integer not null,
    attempt_time timestamp not null,
    score integer,
    is_passed boolean,
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null
);

create index on {schema}.fact_attempt using brin (_batch_date);

create index on {schema}.fact_attempt using brin (date_key);
