-- Generated from quiz.yaml by 'loadstar generate quiz'. What BI sees: the star, and by which keys its tables join.
-- Tables: dim_student, dim_course, fact_attempt
grant select, references on all tables in schema quiz to role quiz_reader;
grant select, references on shared.dim_date to role quiz_reader;
alter default privileges in schema quiz grant select, references on tables to role quiz_reader;
