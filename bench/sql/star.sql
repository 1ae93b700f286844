-- The star of the area quiz as somebody would write it by hand: the same columns and keys, plain primary keys.
create schema hand;

create function hand.key(text) returns {returned} language sql immutable as $$ select {hash} $$;

create table hand.dim_student (
    student_key {key} primary key,
    student_id integer not null,
    student_name varchar(200),
    email varchar(320),
    enrollment_date date,
    _batch_date date not null
);

create table hand.dim_course (
    course_key {key} primary key,
    course_id integer not null,
    course_name varchar(200),
    _batch_date date not null
);

create table hand.fact_attempt (
    student_key {key} not null,
    course_key {key} not null,
    date_key integer not null,
    quiz_id integer not null,
    attempt_time timestamp not null,
    score integer not null,
    is_passed boolean not null,
    _batch_date date not null
);

create index on hand.fact_attempt using brin (_batch_date);

create table hand.quarantine (
    source text not null,
    record text not null,
    reasons text[] not null,
    _batch_date date not null
);

create unlogged table hand.raw_students (student_id text, student_name text, email text, enrollment_date text);
create unlogged table hand.raw_courses (course_id text, course_name text);
create unlogged table hand.raw_attempts (student_id text, course_id text, quiz_id text, score text, attempt_time text);

create unlogged table hand.staged_students (student_key {key}, student_id integer, student_name varchar(200), email varchar(320), enrollment_date date);
create unlogged table hand.staged_courses (course_key {key}, course_id integer, course_name varchar(200));
create unlogged table hand.staged_attempts (like hand.fact_attempt);
