
-- A mart is made of the star, so it can be made anew.
drop table {{ area }}.{{ mart.name }};
drop table {{ area }}_staging.refreshed_{{ mart.name }};
drop table if exists {{ area }}_staging.read_{{ mart.name }};

{% include "common/create_mart.sql" %}
