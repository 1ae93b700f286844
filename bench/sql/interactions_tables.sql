-- Tables like those that Loadstar has, in a schema of their own.
create schema hand;
create table hand.dim_user (like engagement.dim_user including all);
create table hand.fact_interaction (like engagement.fact_interaction including all);
create table hand.fact_user_day (like engagement.fact_user_day including all);
create unlogged table hand.raw_users (user_id text, join_date text, device_type text, subscription_type text, country text);
create unlogged table hand.raw_interactions (user_id text, acted_at text, action_type text, page_id text, duration_ms text, app_version text);
create unlogged table hand.quarantine (source text, record text, reasons text[]);
