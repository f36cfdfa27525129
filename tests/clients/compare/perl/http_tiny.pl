# Fetches one URL for each line by HTTP::Tiny, and answers "answered STATUS" or "failed ERROR". A line with a JSON object
# sets the environment for the next lines.
use strict;
use warnings;
use HTTP::Tiny;
use JSON::PP;

$| = 1;
while (my $url = <STDIN>) {
    chomp $url;
    if ($url =~ /^\{/) {
        %ENV = %{ JSON::PP->new->decode($url) };
        next;
    }
    my $answer = eval { HTTP::Tiny->new(timeout => 5, max_redirect => 0)->get($url) };
    my $said = !$answer ? "failed $@" : $answer->{status} == 599 ? "failed $answer->{content}" : "answered $answer->{status}";
    $said =~ s/[\r\n]/ /g;
    print "$said\n";
}
