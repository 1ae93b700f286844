-- The star that a stream by hand fills.
create schema by_hand;

create table by_hand.fact_event (
    event_id varchar(36) primary key,
    event_at timestamp not null,
    date_key integer not null,
    user_id bigint,
    event_type varchar(20),
    product_id bigint,
    category varchar(50),
    price numeric(12, 2),
    location varchar(100),
    region varchar(20),
    session_id varchar(40)
);

create index fact_event_date on by_hand.fact_event using brin (date_key);
