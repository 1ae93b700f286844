-- Generated from engagement.yaml by 'loadstar generate engagement'. What BI sees: the star, and by which keys its tables join.
-- Tables: dim_user, fact_interaction, fact_user_day, daily_active_users, monthly_active_users, rolling_active_users, sessions, session_metrics
grant select, references on all tables in schema engagement to role engagement_reader;
grant select, references on shared.dim_date to role engagement_reader;
alter default privileges in schema engagement grant select, references on tables to role engagement_reader;
