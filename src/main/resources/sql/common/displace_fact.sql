{% include "common/take_out_fact.sql" with {"isDisplacing": true} %}
