-- Generated from learning.yaml by 'loadstar generate learning'. What BI sees: the star, and by which keys its tables join.
-- Tables: dim_user, dim_course, bridge_user_skill, bridge_activity_action, fact_enrollment, fact_activity
grant select, references on all tables in schema learning to learning_reader;
grant select, references on shared.dim_date to learning_reader;
alter default privileges in schema learning grant select, references on tables to learning_reader;
