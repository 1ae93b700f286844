-- Generated from commerce.yaml by 'loadstar generate commerce'. What BI sees: the star, and by which keys its tables join.
-- Tables: dim_customer, dim_product, fact_event, daily_product_performance, daily_customer_purchases, customer_summary
grant select, references on all tables in schema commerce to role commerce_reader;
grant select, references on shared.dim_date to role commerce_reader;
alter default privileges in schema commerce grant select, references on tables to role commerce_reader;
