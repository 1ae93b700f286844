{# Redshift cannot take NOT NULL from a column. #}
{% include "redshift/change_type.sql" %}
