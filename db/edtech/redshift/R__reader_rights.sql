-- Generated from edtech.yaml by 'loadstar generate edtech'. What BI sees: the star, and by which keys its tables join.
-- Tables: dim_student, dim_instructor, dim_course, fact_student_engagement, fact_quiz, fact_video_interaction
grant select, references on all tables in schema edtech to role edtech_reader;
grant select, references on shared.dim_date to role edtech_reader;
alter default privileges in schema edtech grant select, references on tables to role edtech_reader;
