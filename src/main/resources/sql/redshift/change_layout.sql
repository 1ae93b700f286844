-- Rows of {{ area }}.{{ table.name }} are kept by {{ redshiftLayout }};
{% for alteration in alterations %}
alter table {{ area }}.{{ table.name }} {{ alteration }};
{% endfor %}

